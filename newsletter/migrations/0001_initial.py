import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0004_reviews'),
        ('directory', '0001_initial'),
        ('taxonomy', '0002_coordinates'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuePage',
            fields=[
                ('knowledgepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.knowledgepage')),
                ('number', models.PositiveIntegerField(blank=True, help_text='Celui qui suit le dernier est proposé.', null=True, unique=True, verbose_name='numéro')),
                ('mail_subject', models.CharField(blank=True, default='', help_text='Vide : le titre.', max_length=150, verbose_name='objet du courriel')),
                ('editorial', wagtail.fields.RichTextField(blank=True, default='', help_text='Quelques lignes, en tête de la lettre.', verbose_name='éditorial')),
                ('content', wagtail.fields.StreamField([('section', 1), ('brief', 3), ('page', 6), ('words', 8)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Tout ce qui suit, jusqu’à la prochaine.', 'label': 'rubrique', 'max_length': 80}), 1: ('wagtail.blocks.StructBlock', [[('title', 0)]], {}), 2: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Choisissez parmi les brèves validées.', 'label': 'brève', 'min_value': 1}), 3: ('wagtail.blocks.StructBlock', [[('item', 2)]], {}), 4: ('wagtail.blocks.PageChooserBlock', (), {'help_text': 'Une page publiée du portail.', 'label': 'page', 'page_type': ['core.KnowledgePage']}), 5: ('wagtail.blocks.TextBlock', (), {'help_text': 'Vide : le résumé de la page.', 'label': 'vos mots', 'max_length': 400, 'required': False, 'rows': 2}), 6: ('wagtail.blocks.StructBlock', [[('page', 4), ('words', 5)]], {}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'help_text': 'Un mot de l’équipe.', 'label': 'texte'}), 8: ('wagtail.blocks.StructBlock', [[('text', 7)]], {})}, help_text='Dans l’ordre de lecture. Chaque élément se déplace à la souris ou par ses flèches.', verbose_name='contenu')),
                ('items_until', models.DateField(blank=True, help_text='Les partenaires sont prévenus avant ce jour.', null=True, verbose_name='brèves attendues jusqu’au')),
                ('send_at', models.DateTimeField(blank=True, help_text='Vide : quand vous le déciderez.', null=True, verbose_name='envoi prévu le')),
                ('sent', models.JSONField(blank=True, editable=False, null=True, verbose_name='tel qu’envoyé')),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='envoyée le')),
            ],
            options={
                'verbose_name': 'lettre',
                'verbose_name_plural': 'lettres',
            },
            bases=('core.knowledgepage',),
        ),
        migrations.CreateModel(
            name='ItemPage',
            fields=[
                ('knowledgepage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.knowledgepage')),
                ('item_number', models.PositiveBigIntegerField(editable=False, null=True, unique=True, verbose_name='brève')),
                ('item_kind', models.CharField(default='', editable=False, max_length=10, verbose_name='sorte')),
                ('text', models.TextField(default='', editable=False, max_length=600, verbose_name='texte')),
                ('happens_on', models.DateField(blank=True, editable=False, null=True, verbose_name='date')),
                ('deadline', models.DateField(blank=True, editable=False, null=True, verbose_name='date limite')),
                ('link', models.URLField(blank=True, default='', editable=False, max_length=500, verbose_name='lien')),
            ],
            options={
                'verbose_name': 'brève parue',
                'verbose_name_plural': 'brèves parues',
            },
            bases=('core.knowledgepage',),
        ),
        migrations.CreateModel(
            name='NewsletterPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', wagtail.fields.RichTextField(blank=True, help_text='Une ou deux phrases : ce que l’on trouve ici.', verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'page de la lettre',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='RetiredAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(help_text='De l’adresse, avec la clef du site.', max_length=64, unique=True, verbose_name='empreinte')),
                ('why', models.CharField(choices=[('bounced', 'N’existe plus'), ('complained', 'S’est plainte'), ('erased', 'A demandé son effacement')], help_text='Ce qui l’a fait retirer.', max_length=10, verbose_name='pourquoi')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='depuis')),
            ],
            options={
                'verbose_name': 'adresse retirée',
                'verbose_name_plural': 'adresses retirées',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SaidOnce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Ce qui a été dit, et à qui.', max_length=100, unique=True, verbose_name='repère')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='dit le')),
            ],
            options={
                'verbose_name': 'message envoyé une fois',
                'verbose_name_plural': 'messages envoyés une fois',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(editable=False, help_text='Sert à refaire le lien privé.', max_length=32, verbose_name='sel')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien')),
                ('email', models.EmailField(blank=True, default='', help_text='À qui le lien et les réponses sont envoyés. Jamais publié.', max_length=254, verbose_name='courriel')),
                ('name', models.CharField(blank=True, default='', help_text='Comment appeler cette personne.', max_length=150, verbose_name='nom')),
                ('word', models.TextField(blank=True, default='', help_text='Il figure dans le message qui porte le lien.', max_length=600, verbose_name='votre mot')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='créée le')),
                ('expires_at', models.DateTimeField(help_text='Passé ce moment, le lien ne mène plus à rien.', verbose_name='valable jusqu’au')),
                ('revoked_at', models.DateTimeField(blank=True, help_text='Vide : elle est valable.', null=True, verbose_name='révoquée le')),
                ('sent_at', models.DateTimeField(blank=True, help_text='Quand le message est parti.', null=True, verbose_name='envoyée le')),
                ('last_used_at', models.DateTimeField(blank=True, help_text='La dernière fois.', null=True, verbose_name='utilisée le')),
                ('created_by', models.ForeignKey(blank=True, help_text='Le compte qui a envoyé l’invitation.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                ('organisation', models.ForeignKey(help_text='Au nom de qui l’on propose par ce lien.', on_delete=django.db.models.deletion.CASCADE, related_name='newsletter_invitations', to='directory.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('proposed', 'Proposée'), ('changes_asked', 'À compléter'), ('validated', 'Validée'), ('published', 'Parue'), ('declined', 'Refusée'), ('withdrawn', 'Retirée')], db_index=True, default='draft', help_text='Où elle en est.', max_length=16, verbose_name='état')),
                ('kind', models.CharField(blank=True, choices=[('news', 'Actualité'), ('event', 'Rencontre'), ('call', 'Appel à projets'), ('resource', 'Ressource'), ('job', 'Emploi')], default='', help_text='Sa rubrique.', max_length=10, verbose_name='sorte')),
                ('title', models.CharField(blank=True, default='', help_text='Ce qui se passe, en clair.', max_length=120, verbose_name='titre')),
                ('text', models.TextField(blank=True, default='', help_text='600 caractères au plus.', max_length=600, verbose_name='texte')),
                ('happens_on', models.DateField(blank=True, help_text='Le jour de la rencontre ou de l’événement, s’il y en a un.', null=True, verbose_name='date')),
                ('deadline', models.DateField(blank=True, help_text='Pour répondre ou s’inscrire.', null=True, verbose_name='date limite')),
                ('link', models.URLField(blank=True, default='', help_text='Où en savoir plus.', max_length=500, verbose_name='lien')),
                ('image_file', models.FileField(blank=True, default='', help_text='Vérifiée à son arrivée.', upload_to='breves/', verbose_name='image envoyée')),
                ('image_description', models.CharField(blank=True, default='', help_text='Ce qu’elle montre, en une phrase.', max_length=255, verbose_name='description de l’image')),
                ('image_credit', models.CharField(blank=True, default='', help_text='Qui l’a prise ou faite.', max_length=200, verbose_name='crédit de l’image')),
                ('reason', models.TextField(blank=True, default='', help_text='Envoyé au partenaire tel quel.', max_length=600, verbose_name='motif du refus')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='commencée le')),
                ('modified_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='modifiée le')),
                ('proposed_at', models.DateTimeField(blank=True, help_text='La première fois.', null=True, verbose_name='proposée le')),
                ('decided_at', models.DateTimeField(blank=True, help_text='Validée ou refusée.', null=True, verbose_name='décidée le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Avec sa lettre.', null=True, verbose_name='parue le')),
                ('withdrawn_at', models.DateTimeField(blank=True, help_text='Vide : elle ne l’est pas.', null=True, verbose_name='retirée le')),
                ('fingerprint', models.CharField(editable=False, max_length=64, null=True, unique=True, verbose_name='empreinte')),
                ('author', models.ForeignKey(blank=True, help_text='Le compte partenaire qui l’a proposée, s’il y en a un.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='newsletter_items', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('became', models.ForeignKey(blank=True, help_text='L’actualité, la rencontre ou le retour d’expérience fait à partir d’elle.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.knowledgepage', verbose_name='page qui en est née')),
                ('image', models.ForeignKey(blank=True, help_text='Celle de la photothèque, une fois la brève validée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.portalimage', verbose_name='image')),
                ('invitation', models.ForeignKey(blank=True, help_text='Le lien par lequel elle est venue, s’il y en a un.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='newsletter.invitation', verbose_name='invitation')),
                ('organisation', models.ForeignKey(help_text='Au nom de qui.', on_delete=django.db.models.deletion.CASCADE, related_name='newsletter_items', to='directory.organisation', verbose_name='organisation')),
                ('territory', models.ForeignKey(blank=True, help_text='Où cela se passe, ou qui est concerné.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.territory', verbose_name='territoire')),
                ('theme', models.ForeignKey(blank=True, help_text='Les lectrices et lecteurs choisissent leurs thèmes.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='taxonomy.theme', verbose_name='thème')),
                ('wanted_issue', models.ForeignKey(blank=True, help_text='Vide : la prochaine.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='awaited_items', to='newsletter.issuepage', verbose_name='lettre prévue')),
            ],
            options={
                'verbose_name': 'brève',
                'verbose_name_plural': 'brèves',
                'ordering': ['-modified_at', '-pk'],
                'permissions': [('moderate_item', 'Peut valider, refuser ou retirer une brève')],
            },
        ),
        migrations.CreateModel(
            name='ItemMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('partner', 'Partenaire'), ('team', 'Centre de ressources')], help_text='Le partenaire ou l’équipe.', max_length=10, verbose_name='de qui')),
                ('text', models.TextField(help_text='Tel qu’il a été écrit.', max_length=2000, verbose_name='message')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='écrit le')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='newsletter.item', verbose_name='brève')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('partner', 'Partenaire'), ('team', 'Centre de ressources')], help_text='Le partenaire ou l’équipe.', max_length=10, verbose_name='de qui')),
                ('data', models.JSONField(default=dict, help_text='Les champs de la brève, tels qu’ils étaient.', verbose_name='contenu')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='écrite le')),
                ('account', models.ForeignKey(blank=True, help_text='Qui l’a écrite, s’il avait un compte.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='newsletter.item', verbose_name='brève')),
            ],
            options={
                'verbose_name': 'version d’une brève',
                'verbose_name_plural': 'versions d’une brève',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('issue', 'Lettre'), ('digest', 'Résumé du mois'), ('alerts', 'Alertes de la semaine'), ('service', 'Message de service')], help_text='Ce qui est envoyé.', max_length=10, verbose_name='sorte')),
                ('name', models.CharField(help_text='Un envoi de chaque.', max_length=40, unique=True, verbose_name='repère')),
                ('state', models.CharField(choices=[('scheduled', 'Programmé'), ('sending', 'En cours'), ('paused', 'Suspendu'), ('done', 'Terminé'), ('cancelled', 'Annulé')], db_index=True, default='scheduled', help_text='Où il en est.', max_length=10, verbose_name='état')),
                ('subject', models.CharField(blank=True, default='', help_text='Du courriel.', max_length=200, verbose_name='objet')),
                ('content', models.JSONField(blank=True, default=dict, help_text='Ce qui est envoyé, figé au moment de l’envoi.', verbose_name='contenu')),
                ('planned_for', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='prévu le')),
                ('started_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='commencé le')),
                ('finished_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='terminé le')),
                ('created_by', models.ForeignKey(blank=True, help_text='Qui l’a décidé.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
                ('issue', models.ForeignKey(blank=True, help_text='Celle qui est envoyée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mailings', to='newsletter.issuepage', verbose_name='lettre')),
            ],
            options={
                'verbose_name': 'envoi',
                'verbose_name_plural': 'envois',
                'ordering': ['-planned_for', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsletterSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(default='La lettre du centre', help_text='En toutes lettres.', max_length=80, verbose_name='nom de la lettre')),
                ('sender_name', models.CharField(blank=True, default='', help_text='Le nom que l’on voit. Vide : celui du portail.', max_length=80, verbose_name='expéditeur')),
                ('sender_email', models.EmailField(blank=True, default='', help_text='Vide : celle que l’hébergement a réglée.', max_length=254, verbose_name='adresse d’envoi')),
                ('reply_to', models.EmailField(blank=True, default='', help_text='Où vont les réponses. Vide : le courriel de contact.', max_length=254, verbose_name='adresse de réponse')),
                ('per_minute', models.PositiveIntegerField(default=120, help_text='Ce que votre serveur d’envoi accepte. Dans le doute, laissez 120.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6000)], verbose_name='lettres par minute')),
                ('remind_days', models.PositiveSmallIntegerField(default=7, help_text='Combien de jours avant la date limite d’une lettre. 0 : aucun rappel.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='rappel aux partenaires')),
                ('months_kept', models.PositiveSmallIntegerField(default=36, help_text='Après combien de mois on redemande à une personne si elle veut encore la lettre, avant d’effacer son adresse.', validators=[django.core.validators.MinValueValidator(6), django.core.validators.MaxValueValidator(120)], verbose_name='lecteurs inactifs')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'réglages de la lettre',
            },
        ),
        migrations.CreateModel(
            name='OutboxLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'En attente'), ('handed', 'Remise au serveur'), ('sent', 'Envoyée'), ('refused', 'Refusée'), ('given_up', 'Abandonnée'), ('skipped', 'Sans objet')], default='waiting', help_text='Où elle en est.', max_length=10, verbose_name='état')),
                ('message_key', models.CharField(help_text='De son Message-ID.', max_length=64, unique=True, verbose_name='repère du message')),
                ('attempts', models.PositiveSmallIntegerField(default=0, help_text='Combien de fois.', verbose_name='essais')),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now, help_text='Le prochain essai.', verbose_name='pas avant')),
                ('claimed_by', models.CharField(blank=True, default='', help_text='Un processus.', max_length=64, verbose_name='pris par')),
                ('claimed_until', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='pris jusqu’au')),
                ('handed_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='remise le')),
                ('settled_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='réglée le')),
                ('doubtful', models.BooleanField(default=False, help_text='Renvoyée faute de savoir si elle était partie.', verbose_name='peut-être reçue deux fois')),
                ('answer', models.CharField(blank=True, default='', help_text='Le code du serveur, sans adresse.', max_length=60, verbose_name='réponse')),
                ('data', models.JSONField(blank=True, default=dict, help_text='Ce que cette personne seule reçoit.', verbose_name='contenu propre')),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='newsletter.mailing', verbose_name='envoi')),
            ],
            options={
                'verbose_name': 'lettre à envoyer',
                'verbose_name_plural': 'lettres à envoyer',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Bounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hard', 'Adresse inconnue'), ('soft', 'Refus passager'), ('complaint', 'Plainte')], help_text='Ce que dit le serveur.', max_length=10, verbose_name='sorte')),
                ('code', models.CharField(blank=True, default='', help_text='Celui du serveur : 5.1.1, par exemple.', max_length=20, verbose_name='code')),
                ('source', models.CharField(help_text='Une empreinte du message reçu.', max_length=64, unique=True, verbose_name='repère')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='reçu le')),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bounces', to='newsletter.outboxletter', verbose_name='lettre')),
            ],
            options={
                'verbose_name': 'retour d’erreur',
                'verbose_name_plural': 'retours d’erreur',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(editable=False, help_text='Sert à refaire le lien privé.', max_length=32, verbose_name='sel')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='empreinte du lien')),
                ('email', models.EmailField(help_text='En minuscules.', max_length=254, unique=True, verbose_name='courriel')),
                ('state', models.CharField(choices=[('pending', 'À confirmer'), ('active', 'Abonnée'), ('left', 'Partie'), ('retired', 'Adresse en erreur')], db_index=True, default='pending', help_text='Rien n’est envoyé avant « Abonnée ».', max_length=10, verbose_name='état')),
                ('wants_letter', models.BooleanField(default=True, help_text='Non : des alertes seulement.', verbose_name='reçoit la lettre')),
                ('rhythm', models.CharField(choices=[('each', 'Chaque lettre'), ('themes', 'Chaque lettre, mes thèmes et territoires seulement'), ('monthly', 'Un résumé par mois')], default='each', help_text='Son choix.', max_length=10, verbose_name='rythme')),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='demandé le')),
                ('confirmed_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='confirmé le')),
                ('left_at', models.DateTimeField(blank=True, help_text='Jour et heure.', null=True, verbose_name='parti le')),
                ('active_at', models.DateTimeField(blank=True, help_text='Le dernier geste de sa part.', null=True, verbose_name='signe de vie')),
                ('asked_again_at', models.DateTimeField(blank=True, help_text='Avant d’être effacée.', null=True, verbose_name='relancé le')),
                ('soft_bounces', models.PositiveSmallIntegerField(default=0, help_text='De suite.', verbose_name='refus passagers')),
                ('territories', models.ManyToManyField(blank=True, help_text='Vide : tous.', related_name='+', to='taxonomy.territory', verbose_name='territoires')),
                ('themes', models.ManyToManyField(blank=True, help_text='Vide : tous.', related_name='+', to='taxonomy.theme', verbose_name='thèmes')),
            ],
            options={
                'verbose_name': 'abonnement',
                'verbose_name_plural': 'abonnements',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='outboxletter',
            name='subscriber',
            field=models.ForeignKey(blank=True, help_text='Vide : la personne est partie et son adresse est effacée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letters', to='newsletter.subscriber', verbose_name='abonnement'),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('asked', 'Inscription demandée'), ('confirmed', 'Inscription confirmée'), ('changed', 'Choix modifiés'), ('left', 'Désinscription'), ('imported', 'Reprise d’une liste')], help_text='Ce qui a été fait.', max_length=10, verbose_name='quoi')),
                ('text', models.TextField(blank=True, default='', help_text='Les mots exacts qui étaient sous les yeux.', verbose_name='termes')),
                ('source', models.CharField(blank=True, default='', help_text='Le formulaire, le lien, ou la preuve d’une liste reprise.', max_length=300, verbose_name='par où')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='quand')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='newsletter.subscriber', verbose_name='abonnement')),
            ],
            options={
                'verbose_name': 'preuve de consentement',
                'verbose_name_plural': 'preuves de consentement',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(help_text='Les paramètres de son adresse.', max_length=1000, verbose_name='recherche')),
                ('label', models.CharField(help_text='Ce qui est cherché, en mots.', max_length=300, verbose_name='intitulé')),
                ('is_confirmed', models.BooleanField(default=False, help_text='Rien n’est envoyé avant.', verbose_name='confirmée')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Jour et heure.', verbose_name='demandée le')),
                ('seen_until', models.DateTimeField(default=django.utils.timezone.now, help_text='Ce qui est plus ancien a été dit.', verbose_name='vue jusqu’au')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='newsletter.subscriber', verbose_name='abonnement')),
            ],
            options={
                'verbose_name': 'alerte',
                'verbose_name_plural': 'alertes',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ArchiveReads',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='Le jour de ces lectures.', verbose_name='jour')),
                ('times', models.PositiveIntegerField(default=0, help_text='Combien de fois elle a été ouverte.', verbose_name='lectures')),
                ('page', models.ForeignKey(help_text='Une lettre, une brève.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.knowledgepage', verbose_name='page')),
            ],
            options={
                'verbose_name': 'lectures de l’archive',
                'verbose_name_plural': 'lectures de l’archive',
                'constraints': [models.UniqueConstraint(fields=('page', 'day'), name='archive_reads_once_a_day')],
            },
        ),
        migrations.AddIndex(
            model_name='subscriber',
            index=models.Index(fields=['state', 'wants_letter', 'rhythm'], name='subscriber_by_rhythm'),
        ),
        migrations.AddIndex(
            model_name='outboxletter',
            index=models.Index(fields=['mailing', 'state', 'not_before'], name='letter_to_send'),
        ),
        migrations.AddConstraint(
            model_name='outboxletter',
            constraint=models.UniqueConstraint(fields=('mailing', 'subscriber'), name='letter_once'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(fields=('subscriber', 'query'), name='alert_once'),
        ),
    ]
